export * from './DownloadButton';
export * from './downloadText';
