import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';

// The sandbox alone: the OpenID provider and the upstream APIs of the production test, in a process of their own.
const backend = createBackend();
backend.add(import('@oaf/sandbox'));
backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () => new ConfigReader(JSON.parse(process.env.OAF_SURROUNDINGS!)),
  }),
);
backend.start().catch(error => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
