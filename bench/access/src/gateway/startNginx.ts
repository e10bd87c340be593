import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian puts it where only root's PATH leads. */
const CANDIDATES = ['nginx', '/usr/sbin/nginx'];

export function findNginx(): string | undefined {
  return CANDIDATES.find(file => spawnSync(file, ['-v']).status === 0);
}

function configure(directory: string, port: number, upstream: string): string {
  return `daemon off;
master_process off;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log ${directory}/error.log;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  keepalive_requests 1000000000;
  upstream api { server ${upstream}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_pass http://api;
    }
  }
}
`;
}

/**
 * nginx as a plain reverse proxy: one process, kept connections to both sides, no log.
 * @param upstream - host and port
 */
export async function startNginx(
  file: string,
  options: { port: number; upstream: string; core?: number },
): Promise<{ pid: number; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-nginx-'));
  const path = join(directory, 'nginx.conf');
  await writeFile(path, configure(directory, options.port, options.upstream));
  const nginx = [file, '-p', directory, '-c', path];
  const [command, ...args] =
    options.core === undefined
      ? nginx
      : ['taskset', '-c', String(options.core), ...nginx];
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // It would outlive a bench that fails.
  process.once('exit', () => child.kill());
  return {
    pid: child.pid!,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}
