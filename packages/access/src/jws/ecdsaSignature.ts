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

/** Bytes of the ASN.1 integer: one more, a zero, where the first bit would else be a sign. */
function lengthOfInteger(bytes: Uint8Array, start: number, end: number) {
  return end - start + (bytes[start] >= 0x80 ? 1 : 0);
}

/** Writes the number that ends at `end` of `bytes` as an ASN.1 integer of that length. */
function writeInteger(
  target: Uint8Array,
  at: number,
  length: number,
  bytes: Uint8Array,
  end: number,
) {
  target[at] = integer;
  target[at + 1] = length;
  target[at + 2] = 0;
  const last = at + 1 + length;
  const digits = Math.min(length, size);
  for (let index = 0; index < digits; index += 1) {
    target[last - index] = bytes[end - 1 - index];
  }
}

/**
 * An ES256 signature as JOSE has it (r and s side by side) in the form OpenSSL has it (DER). node:crypto can convert by
 * itself, but then a verification takes half as long again.
 */
export function toDer(signature: Uint8Array): Uint8Array | undefined {
  if (signature.length !== 2 * size) {
    return undefined;
  }
  const r = lengthOfInteger(signature, startOfNumber(signature, size), size);
  const s = lengthOfInteger(
    signature,
    startOfNumber(signature, 2 * size),
    2 * size,
  );
  // Buffer's pool: a typed array of this size would be allocated outside of the heap.
  const der = Buffer.allocUnsafe(2 + 2 + r + 2 + s);
  der[0] = sequence;
  der[1] = der.length - 2;
  writeInteger(der, 2, r, signature, size);
  writeInteger(der, 4 + r, s, signature, 2 * size);
  return der;
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
