export * from './api';
export * from './catalog';
export * from './components';
export * from './definition';
export * from './format';
export * from './routing';
export * from './table';
export * from './usage';
