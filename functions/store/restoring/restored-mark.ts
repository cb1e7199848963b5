import type { Restored } from '../../../domain/restoring/restoring.ts';
import { DeleteItemCommand, PutItemCommand } from '../client.ts';
import { RESTORED_ROW_KEY } from '../keys.ts';
import { RestoredReader, restoredRecord } from './restored.ts';

/** For whoever puts data back: functions that send read it, and may delete nothing. */
export class RestoredMark extends RestoredReader {
  async note(restored: Restored): Promise<void> {
    const Item = { ...RESTORED_ROW_KEY, ...restoredRecord.encode(restored) };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }

  async lift(): Promise<void> {
    await this.client.send(new DeleteItemCommand({ TableName: this.table, Key: RESTORED_ROW_KEY }));
  }
}
