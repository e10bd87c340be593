/** What the Authorization header claims; nothing of it is verified. */
export type ClaimedScope = {
  accessKeyId: string;
  /** `YYYYMMDD` */
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=[0-9a-f]{64}$/;

/**
 * Reads a Signature Version 4 header. Undefined when it is not one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function parseScope(
  authorization: string | undefined,
): ClaimedScope | undefined {
  const match = AUTHORIZATION.exec(authorization ?? '');
  if (!match) {
    return undefined;
  }
  const [, accessKeyId, date, region, service, signedHeaders] = match;
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
  };
}
