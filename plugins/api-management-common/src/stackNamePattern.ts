/** Which names stacks may have, as a regular expression of the whole name: accounts allow no other. @public */
export const stackNamePattern = 'oaf-[a-zA-Z0-9][a-zA-Z0-9-]{0,59}';
