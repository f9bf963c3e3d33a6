import { Server, ServerCredentials, type UntypedHandleCall, type handleUnaryCall } from '@grpc/grpc-js';
import { type ServiceDefinition, fromJSON } from '@grpc/proto-loader';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'protobufjs';
import protocol from './protocol.proto';
import type { Provider } from './provider';
import { handlers } from './handlers';

const CONTROLLER =
  'syntax = "proto3"; package plugin; message Empty {} service GRPCController { rpc Shutdown(Empty) returns (Empty); }';

/**
 * Serves a provider to the Terraform process that started this one: over a socket, of which one line on standard output tells.
 * Terraform ends it by the call `Shutdown`.
 */
export function serve<C>(provider: Provider<C>): void {
  const socket = join(tmpdir(), `plugin-${process.pid}-${Date.now()}.sock`);
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  server.addService(service(protocol, 'tfplugin5.Provider'), unary(handlers(provider)));
  server.addService(service(CONTROLLER, 'plugin.GRPCController'), unary({ Shutdown: () => end(socket) }));
  server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) => {
    if (error) throw error;
    process.stdout.write(`1|5|unix|${socket}|grpc\n`);
  });
  process.on('SIGINT', () => undefined);
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
