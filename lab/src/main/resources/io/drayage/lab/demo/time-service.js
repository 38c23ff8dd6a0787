// The time service of the thesis (chapter 5): every second it takes the time and saves it to a text
// object in an S3 bucket. It also counts in memory and answers over HTTP, so that a client can tell a
// move (the counter goes on, the instance stays) from a restart (both begin anew).
'use strict';

const crypto = require('node:crypto');
const http = require('node:http');
const aws4 = require('aws4');
const express = require('express');

const setting = (name, fallback) => {
  const value = process.env[name] ?? fallback;
  if (value === undefined) {
    console.error(`time-service: the environment lacks ${name}`);
    process.exit(2);
  }
  return value;
};

const endpoint = new URL(setting('S3_ENDPOINT'));
const bucket = setting('S3_BUCKET', 'drayage');
const objectKey = setting('S3_KEY', 'time.txt');
const region = setting('AWS_REGION', 'us-east-1');
const credentials = {
  accessKeyId: setting('AWS_ACCESS_KEY_ID'),
  secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
};
const host = setting('HOST', '0.0.0.0');
const port = Number(setting('PORT', '8080'));

const PUT_TIMEOUT_MS = 2000;
const RETRY_MS = 100;

const instance = crypto.randomUUID();
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let counter = 0;
let lastTime = null;
let text = '';
let saved = 0; // lines that the store has acknowledged
let retries = 0;
let saving = false;

function put(path, body) {
  return new Promise((resolve, reject) => {
    const options = aws4.sign(
      {
        host: endpoint.host,
        path,
        method: 'PUT',
        service: 's3',
        region,
        body,
        headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      },
      credentials,
    );
    const request = http.request(
      {
        ...options,
        hostname: endpoint.hostname,
        port: endpoint.port || 80,
        agent,
        timeout: PUT_TIMEOUT_MS,
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
        response.on('error', reject);
      },
    );
    request.on('timeout', () => request.destroy(new Error(`no answer in ${PUT_TIMEOUT_MS} ms`)));
    request.on('error', reject);
    request.end(body);
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function putUntilAcknowledged(path, body, acknowledged) {
  for (;;) {
    try {
      const status = await put(path, body());
      if (acknowledged(status)) {
        return;
      }
      console.error(`time-service: PUT ${path} answered ${status}; trying again`);
    } catch (error) {
      console.error(`time-service: PUT ${path} failed: ${error.message}; trying again`);
    }
    retries++;
    await pause(RETRY_MS);
  }
}

// One PUT is under way at a time and it carries every line so far, so a line can be late but is never
// dropped.
async function save() {
  if (saving) {
    return;
  }
  saving = true;
  while (saved < counter) {
    let lines = 0;
    await putUntilAcknowledged(
      `/${bucket}/${objectKey}`,
      () => {
        lines = counter;
        return text;
      },
      (status) => status === 200,
    );
    saved = lines;
  }
  saving = false;
}

function tick() {
  counter++;
  lastTime = new Date().toISOString();
  text += `${counter} ${lastTime}\n`;
  save();
}

const app = express();
app.disable('x-powered-by');
app.get('/', (request, response) => {
  // clientPort lets a client see whether its connection is still the one that it opened.
  response.json({
    counter,
    instance,
    time: lastTime,
    saved,
    retries,
    clientPort: request.socket.remotePort,
  });
});
app.get('/healthz', (request, response) => {
  response.status(saved > 0 ? 200 : 503).json({ saved, counter });
});

const server = http.createServer(app);
// A container that is frozen for a while must not find its clients' idle connections expired.
server.keepAliveTimeout = 120_000;
server.listen(port, host, () =>
  console.log(`time-service ${instance} answers on ${host}:${port}`),
);
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => process.exit(0)); // as a container's first process it has no default handlers
}

// 409: the bucket is there already and is ours.
putUntilAcknowledged(`/${bucket}`, () => '', (status) => status === 200 || status === 409).then(() => {
  console.log(`time-service saves to ${endpoint.origin}/${bucket}/${objectKey}`);
  tick();
  setInterval(tick, 1000);
});
