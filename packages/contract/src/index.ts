/**
 * The two records that cross the wall between portal and gateway: a Grant goes down, an AccessLogRecord comes up.
 *
 * @packageDocumentation
 */
export * from './accessLog';
export * from './Grant';
export * from './latencySketch';
export * from './meters';
export * from './quotaPeriod';
