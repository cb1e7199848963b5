import type { Item } from './item.ts';
import { packedText, unpackedText } from './packed-text.ts';
import { StoredRecord } from './record.ts';

/** A kind of record that may be long: beyond a write unit it lies packed in its row. */
export class PackedRecord<Value> extends StoredRecord<Value> {
  override encode(value: Value): Item {
    return { ...packedText(JSON.stringify(value)), ...this.mark };
  }

  override decode(item: Item): Value {
    const text = unpackedText(item);
    return text === undefined ? super.decode(item) : this.read(item, text);
  }
}
