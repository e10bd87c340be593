/**
 * Command line for API consumers.
 *
 * @packageDocumentation
 */
import { run } from './run';
import { processTerminal } from './terminal/processTerminal';

run(process.argv.slice(2), processTerminal()).then(code => {
  process.exitCode = code;
});
