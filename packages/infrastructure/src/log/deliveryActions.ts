/** What Firehose asks for: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html. Of the bucket: */
export const FIND_ACTIONS = [
  's3:GetBucketLocation',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
];

/** Of the files of an Iceberg table; a commit that came second takes its own away again. */
export const APPEND_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetObject',
  's3:PutObject',
];

/** Of the objects; it says of each that it is the bucket owner's, by an ACL. */
export const DELIVER_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:GetObject',
  's3:PutObject',
  's3:PutObjectAcl',
];
