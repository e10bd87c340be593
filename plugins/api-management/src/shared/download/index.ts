export * from './downloadText';
