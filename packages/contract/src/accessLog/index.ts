export {
  accessLogRecordSchema,
  newerColumns,
  type AccessLogRecord,
} from './AccessLogRecord';
export * from './formats';
export * from './isBillable';
export * from './readAccessLogLine';
export * from './sqlColumns';
