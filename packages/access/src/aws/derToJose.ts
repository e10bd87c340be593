/** Signature bytes of an ASN.1 INTEGER, without its sign byte, at the full length of the curve. */
function toFixed(integer: Buffer, length: number): Buffer {
  const magnitude = integer.subarray(Math.max(0, integer.length - length));
  return Buffer.concat([Buffer.alloc(length - magnitude.length), magnitude]);
}

/**
 * An ECDSA signature as JOSE wants it (RFC 7518 section 3.4): r and s side by side.
 * @param der - `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 section 2.2.3), as KMS answers it, shorter than 128 bytes
 * @param length - of r and of s, 32 for P-256
 */
export function derToJose(der: Uint8Array, length = 32): Buffer {
  const bytes = Buffer.from(der);
  const lengthOfR = bytes[3];
  const r = bytes.subarray(4, 4 + lengthOfR);
  const s = bytes.subarray(6 + lengthOfR);
  return Buffer.concat([toFixed(r, length), toFixed(s, length)]);
}
