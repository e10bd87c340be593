/**
 * Contract suites for implementations of the ports.
 *
 * @packageDocumentation
 */
export * from './gatewayDriverContract';
