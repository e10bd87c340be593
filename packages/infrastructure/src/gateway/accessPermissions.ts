/** The door's functions, as `@oaf/access` bundles them. */
export const accessFunctions = [
  'authorizer',
  'keyPair',
  'metadata',
  'nonce',
  'register',
  'revoke',
  'rotateNonceKey',
  'token',
] as const;

export type AccessFunctionName = (typeof accessFunctions)[number];

/** What of the gateway a function may use. */
export type AccessPermission = 'table' | 'readNonceKeys' | 'rotateNonceKeys';

/** Keys of KMS say themselves who uses them. */
export const accessPermissions: Record<
  AccessFunctionName,
  readonly AccessPermission[]
> = {
  authorizer: ['table'],
  keyPair: ['table'],
  metadata: [],
  nonce: ['readNonceKeys'],
  register: ['table', 'readNonceKeys'],
  revoke: ['table', 'readNonceKeys'],
  rotateNonceKey: ['rotateNonceKeys'],
  token: ['table', 'readNonceKeys'],
};

/** One row each, and transactions of several. */
export const TABLE_ACTIONS = [
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
];

export const READ_SECRET_ACTIONS = ['secretsmanager:GetSecretValue'];

export const ROTATE_SECRET_ACTIONS = [
  'secretsmanager:DescribeSecret',
  'secretsmanager:GetSecretValue',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
];
