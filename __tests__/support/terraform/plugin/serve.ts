import { Server, ServerCredentials, type UntypedHandleCall, type handleUnaryCall } from '@grpc/grpc-js';
import { type ServiceDefinition, fromJSON } from '@grpc/proto-loader';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { parse } from 'protobufjs';
import protocol from './protocol.proto';
import type { Environment, Provider } from './provider';
import { handlers } from './handlers';

const PROVIDER = service(protocol, 'tfplugin5.Provider');
const CONTROLLER = service(
  'syntax = "proto3"; package plugin; message Empty {} service GRPCController { rpc Shutdown(Empty) returns (Empty); }',
  'plugin.GRPCController',
);

/** What the thread of a provider is asked for: to listen on a socket for Terraform commands of one environment. */
export interface Listening {
  readonly socket: string;
  readonly environment: Environment;
  /** Is 1, and notified, as soon as it listens. */
  readonly ready: Int32Array;
}

/** Serves a provider: in a process to the Terraform that started it, in a thread to every Terraform that is sent to a socket of it. */
export function serve<C>(provider: Provider<C>): void {
  if (parentPort === null) serveParent(provider);
  else
    parentPort.on('message', ({ socket, environment, ready }: Listening) => {
      listen(provider, environment, socket, () => {
        Atomics.store(ready, 0, 1);
        Atomics.notify(ready, 0);
      });
    });
}

/** One line on standard output tells the socket. Terraform ends the process by the call `Shutdown`. */
function serveParent<C>(provider: Provider<C>): void {
  const socket = join(tmpdir(), `plugin-${process.pid}-${Date.now()}.sock`);
  listen(provider, process.env, socket, () => process.stdout.write(`1|5|unix|${socket}|grpc\n`));
  process.on('SIGINT', () => undefined);
}

/** Each connection is a provider of its own, as each has its own configuration. */
function listen<C>(provider: Provider<C>, environment: Environment, socket: string, ready: () => void): void {
  createServer((connection) => {
    const server = new Server({ 'grpc.max_receive_message_length': -1 });
    server.addService(PROVIDER, unary(handlers(provider, environment)));
    server.addService(CONTROLLER, unary({ Shutdown: () => end(socket) }));
    server.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection(connection);
  }).listen(socket, ready);
}

/** Answers first, since Terraform waits for that. */
function end(socket: string): Record<string, never> {
  setImmediate(() => {
    rmSync(socket, { force: true });
    process.exit(0);
  });
  return {};
}

function service(text: string, name: string): ServiceDefinition {
  const definition = fromJSON(parse(text, { keepCase: true }).root.toJSON(), {
    keepCase: true,
    defaults: true,
    enums: String,
  });
  return definition[name] as ServiceDefinition;
}

/** Handlers of calls as functions from request to response, or to a promise of it. */
export type Handlers = Readonly<Record<string, (request: never) => unknown>>;

function unary(functions: Handlers): Record<string, UntypedHandleCall> {
  return Object.fromEntries(Object.entries(functions).map(([name, handle]) => [name, answering(handle)]));
}

function answering(handle: (request: never) => unknown): handleUnaryCall<unknown, unknown> {
  return (call, reply) => {
    void Promise.resolve(call.request as never)
      .then(handle)
      .then(
        (response) => reply(null, response),
        (error: unknown) => reply(error as Error),
      );
  };
}
