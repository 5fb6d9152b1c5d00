/** PostgreSQL and Redis for one run: in a folder of their own, on free ports of this machine, gone afterwards. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../demo/n8n/ports';
import { Problem } from '../demo/problem';

const call = promisify(execFile);
/** PostgreSQL refuses to run as root; Debian's package creates this user. */
const DATABASE_USER = 'postgres';
const READY_WITHIN_MS = 30_000;

export interface Services {
	/** n8n's settings for them. */
	env: Record<string, string>;
	/** The rows of a query, each with its columns as text. */
	query(sql: string): Promise<string[][]>;
	stop(): Promise<void>;
}

/** Debian puts the programs of PostgreSQL's server beside the path, in a folder for each version. */
function program(name: string): string {
	const debian = '/usr/lib/postgresql';
	const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
	const places = [
		...versions.map((version) => path.join(debian, version, 'bin')),
		...(process.env.PATH ?? '').split(path.delimiter),
	];
	const found = places.map((place) => path.join(place, name)).find((file) => existsSync(file));
	if (found) return found;
	throw new Problem(`${name} is not on this machine: apt-get install postgresql redis-server`);
}

const isRoot = process.getuid?.() === 0;

/** The command as a user that PostgreSQL accepts. */
const asDatabaseUser = (command: string, args: readonly string[]): [string, string[]] =>
	isRoot ? ['runuser', ['-u', DATABASE_USER, '--', command, ...args]] : [command, [...args]];

async function ownerIds(): Promise<[number, number]> {
	const idOf = async (option: string) => Number((await call('id', [option, DATABASE_USER])).stdout);
	return [await idOf('-u'), await idOf('-g')];
}

async function until(isReady: () => Promise<boolean>, what: string): Promise<void> {
	for (const end = Date.now() + READY_WITHIN_MS; !(await isReady()); await pause(100))
		if (Date.now() > end) throw new Problem(`${what} did not get ready; what it said is in .run/log.`);
}

const answersAt = async (port: number): Promise<boolean> =>
	await new Promise((resolve) => {
		const socket = createConnection({ port, host: '127.0.0.1' });
		socket.once('connect', () => (socket.destroy(), resolve(true)));
		socket.once('error', () => resolve(false));
	});

function launch([command, args]: [string, string[]], logFile: string, cwd: string): ChildProcess {
	const log = openSync(logFile, 'w');
	return spawn(command, args, { cwd, stdio: ['ignore', log, log], detached: true });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.pid === undefined) return;
	const ended = new Promise((resolve) => child.once('close', resolve));
	process.kill(-child.pid, signal);
	await ended;
}

export async function startServices(logFolder: string): Promise<Services> {
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-queue-'));
	const [data, passwordFile] = [path.join(folder, 'database'), path.join(folder, 'password')];
	const [databasePort, redisPort] = [await freePort(), await freePort()];
	const password = randomBytes(18).toString('base64url');
	mkdirSync(data);
	mkdirSync(logFolder, { recursive: true });
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (isRoot) for (const file of [folder, data, passwordFile]) chownSync(file, ...(await ownerIds()));
	const initialize = ['-D', data, '-U', 'n8n', '-A', 'scram-sha-256', '--pwfile', passwordFile, '--no-sync'];
	await call(...asDatabaseUser(program('initdb'), initialize), { cwd: folder });
	const listen = ['-D', data, '-h', '127.0.0.1', '-p', String(databasePort), '-k', '', '-c', 'fsync=off'];
	const database = launch(
		asDatabaseUser(program('postgres'), [...listen, '-c', 'max_connections=200']),
		path.join(logFolder, 'queue-postgresql.log'),
		folder,
	);
	const redisArgs = ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', '', '--requirepass', password];
	const redis = launch([program('redis-server'), redisArgs], path.join(logFolder, 'queue-redis.log'), folder);

	const query = async (sql: string): Promise<string[][]> => {
		const args = [
			'-h',
			'127.0.0.1',
			'-p',
			String(databasePort),
			'-U',
			'n8n',
			'-d',
			'postgres',
			'-AtF',
			'\t',
			'-c',
			sql,
		];
		const { stdout } = await call(program('psql'), args, { env: { ...process.env, PGPASSWORD: password } });
		return stdout
			.split('\n')
			.filter(Boolean)
			.map((line) => line.split('\t'));
	};
	const stop = async (): Promise<void> => {
		await end(redis, 'SIGTERM');
		await end(database, 'SIGINT');
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		await until(async () => (await answersAt(databasePort)) && (await isUp(query)), 'PostgreSQL');
		await until(async () => await answersAt(redisPort), 'Redis');
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		query,
		stop,
		env: {
			EXECUTIONS_MODE: 'queue',
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(databasePort),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: password,
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			QUEUE_BULL_REDIS_PASSWORD: password,
		},
	};
}

const isUp = async (query: Services['query']): Promise<boolean> =>
	await query('select 1').then(
		() => true,
		() => false,
	);
