import { createUser } from './createUser';
import type { Emulator } from './Emulator';

/**
 * Makes somebody who may do nothing but assume a role, as a backend on AWS may.
 * @param roleArn - of that role; `*`: any that lets it
 */
export const createCaller = (emulator: Emulator, roleArn = '*') =>
  createUser(emulator, {
    userName: 'backstage',
    statements: [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roleArn },
    ],
  });
