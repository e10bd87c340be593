/**
 * Variables with which MiniStack enforces IAM; whoever uses the emulator's own credentials has every right.
 */
export const enforcedIam = {
  AUTH: 'true',
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  IOT_MTLS_ENABLED: '0',
};
