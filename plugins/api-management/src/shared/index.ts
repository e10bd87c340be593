export * from './api';
export * from './components';
export * from './format';
export * from './routing';
export * from './table';
