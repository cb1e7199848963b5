import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const MOST_COLOURS = 256;
/** Squared distance of two colours: nearer ones share a place, so that there is room for those that mean something. */
const HARDLY_SEEN = 75;

/**
 * The same picture with at most 256 colours, as screenshots of text need: less than half of the bytes. Reads what
 * browsers write: 8 bits a channel, not interlaced; what is seen through is lost.
 */
export function palettePng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette: number[] = [];
  for (const [colour] of [...counts].sort(([, a], [, b]) => b - a)) {
    if (palette.length < MOST_COLOURS && nearestOf(palette, colour).distance > HARDLY_SEEN) palette.push(colour);
  }
  const nearest = new Map([...counts.keys()].map((colour) => [colour, nearestOf(palette, colour).index]));
  const rows = Buffer.alloc(height * (width + 1));
  pixels.forEach((pixel, i) => {
    rows[i + Math.floor(i / width) + 1] = nearest.get(pixel) as number;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const channelsOf = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function nearestOf(palette: number[], colour: number): { index: number; distance: number } {
  const wanted = channelsOf(colour);
  const distances = palette.map((one) =>
    channelsOf(one).reduce((sum, channel, i) => sum + (channel - (wanted[i] as number)) ** 2, 0),
  );
  const distance = Math.min(...distances);
  return { index: distances.indexOf(distance), distance };
}

function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 2: 3, 6: 4 }[png.readUInt8(25)];
  if (channels === undefined || png.readUInt8(24) !== 8) throw new RangeError('not a picture as browsers write it');
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const bytes = inflateSync(Buffer.concat(data));
  const bytesOfRow = width * channels;
  const pixels = new Uint32Array(width * height);
  let above = new Uint8Array(bytesOfRow);
  for (let y = 0; y < height; y += 1) {
    const start = y * (bytesOfRow + 1);
    const row = new Uint8Array(bytes.subarray(start + 1, start + 1 + bytesOfRow));
    unfilter(bytes[start] as number, row, above, channels);
    for (let x = 0; x < width; x += 1) {
      const [red = 0, green = 0, blue = 0] = row.subarray(x * channels, x * channels + 3);
      pixels[y * width + x] = (red << 16) | (green << 8) | blue;
    }
    above = row;
  }
  return { width, height, pixels };
}

/** The five filters of the PNG specification, by their numbers. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, channels: number): void {
  for (let i = 0; i < row.length; i += 1) {
    const left = i < channels ? 0 : (row[i - channels] as number);
    const up = above[i] as number;
    const upLeft = i < channels ? 0 : (above[i - channels] as number);
    const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter] as number;
    row[i] = (row[i] as number) + predicted;
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const [toLeft, toUp, toUpLeft] = [left, up, upLeft].map((value) => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
