/** Bytes of each of the two numbers of an ES256 signature (RFC 7518 section 3.4). */
const size = 32;

/** ASN.1 DER tags. */
const sequence = 0x30;
const integer = 0x02;

/** Where the number that ends at `end` begins, without leading zeros. */
function startOfNumber(bytes: Uint8Array, end: number): number {
  let start = end - size;
  while (start < end - 1 && bytes[start] === 0) {
    start += 1;
  }
  return start;
}

/** Writes the number as an ASN.1 integer, with a leading zero where the first bit would else be a sign. */
function writeInteger(
  target: Uint8Array,
  at: number,
  bytes: Uint8Array,
  [start, end]: [number, number],
): number {
  const isNegative = bytes[start] >= 0x80;
  const first = at + (isNegative ? 3 : 2);
  target[at] = integer;
  target[at + 1] = end - start + (isNegative ? 1 : 0);
  for (let index = start; index < end; index += 1) {
    target[first + index - start] = bytes[index];
  }
  return first + end - start;
}

/**
 * An ES256 signature as JOSE has it (r and s side by side) in the form OpenSSL has it (DER). node:crypto can convert by
 * itself, but then a verification takes half as long again.
 */
export function toDer(signature: Uint8Array): Uint8Array | undefined {
  if (signature.length !== 2 * size) {
    return undefined;
  }
  const der = new Uint8Array(2 * size + 8);
  const r = startOfNumber(signature, size);
  const s = startOfNumber(signature, 2 * size);
  const afterR = writeInteger(der, 2, signature, [r, size]);
  const end = writeInteger(der, afterR, signature, [s, 2 * size]);
  der[0] = sequence;
  der[1] = end - 2;
  return der.subarray(0, end);
}

/** Fills a field of 32 bytes from the right; DER drops leading zeros and may add one. */
function writeNumber(target: Uint8Array, end: number, digits: Uint8Array) {
  const kept = digits.subarray(Math.max(0, digits.length - size));
  target.set(kept, end - kept.length);
}

/** The other way: an ES256 signature from the DER that OpenSSL and KMS make. */
export function fromDer(der: Uint8Array): Uint8Array {
  const signature = new Uint8Array(2 * size);
  const rLength = der[3];
  const sStart = 4 + rLength + 2;
  writeNumber(signature, size, der.subarray(4, 4 + rLength));
  writeNumber(signature, 2 * size, der.subarray(sStart));
  return signature;
}
