export { restApiTemplate, type RestApiOptions } from './restApiTemplate';
