import { companyTraffic } from '../log/traffic';
import { countByEngine } from './countByEngine';
import { countByHand } from './countByHand';
import type { CountRequest, Counted } from './measureCount';

async function count({ by, folder, hours }: CountRequest): Promise<Counted> {
  const begin = performance.now();
  const { calls, billableCalls, responseBytes, records } =
    by === 'engine'
      ? await countByEngine(folder, companyTraffic)
      : await countByHand(folder, companyTraffic, hours);
  return {
    seconds: (performance.now() - begin) / 1000,
    // Kilobytes, by getrusage.
    memory: process.resourceUsage().maxRSS / 1000,
    calls,
    billableCalls,
    responseBytes,
    records,
  };
}

count(JSON.parse(process.argv[2])).then(counted =>
  process.stdout.write(JSON.stringify(counted)),
);
