import { parseArgs } from 'node:util';
import { explain } from './client/explain';
import { call } from './commands/call';
import type { Command } from './commands/Command';
import { enrol } from './commands/enrol';
import { rotateKey } from './commands/rotateKey';
import { status } from './commands/status';
import { token } from './commands/token';
import { ConsumerProblem } from './ConsumerProblem';
import type { Terminal } from './terminal/Terminal';

const commands: Command[] = [enrol, token, call, rotateKey, status];

const help = [
  'Usage: oaf-consumer <command> [options]',
  '',
  ...commands.flatMap(({ name, usage, summary }) => [
    `  ${name} ${usage}`,
    `      ${summary}`,
  ]),
  '',
  'Secrets are read from OAF_TEMPORARY_PASSWORD and OAF_API_KEY, or asked for; never from arguments.',
  'Profiles with private keys are kept in OAF_HOME (default: .oaf in the home directory).',
].join('\n');

function findCommand(name: string | undefined): Command {
  const command = commands.find(known => known.name === name);
  if (!command) {
    throw new ConsumerProblem(
      name ? `There is no command ${name}.` : 'The command is missing.',
      `Use one of ${commands
        .map(known => known.name)
        .join(', ')}; oaf-consumer --help tells more.`,
    );
  }
  return command;
}

function parse(command: Command, args: string[]) {
  const usage = `Usage: oaf-consumer ${command.name} ${command.usage}`;
  try {
    const { options, positionals: count } = command;
    const allowPositionals = count > 0;
    const { values, positionals } = parseArgs({
      args,
      options,
      allowPositionals,
    });
    if (positionals.length === count) {
      return { options: values, positionals };
    }
  } catch (cause) {
    throw new ConsumerProblem((cause as Error).message, usage, { cause });
  }
  throw new ConsumerProblem('The arguments are not complete.', usage);
}

async function execute(args: string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === 'help' || args.includes('--help')) {
    terminal.write(`${help}\n`);
    return 0;
  }
  const command = findCommand(name);
  return command.execute({ ...parse(command, rest), terminal });
}

/** Runs a command line; every failure ends as a sentence and a next step. Answers the exit code. */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  try {
    return await execute(args, terminal);
  } catch (error) {
    const problem = explain(error);
    terminal.say(problem.message);
    terminal.say(problem.nextStep);
    return 1;
  }
}
