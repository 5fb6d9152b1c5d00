import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoints as documented, type Endpoint } from '../connector';
import { Activity, type Delivery, type Happening } from './activity/activity';
import { createApp } from './http/app';
import { Chat } from './chat/chat';
import { demoApps, type DemoApps } from './auth/apps';
import { Tokens } from './auth/tokens';
import { Clock } from './clock';
import type { Context } from './context';
import { Faults } from './rules/faults';
import { Oddities } from './oddities/switches';
import { Limits } from './rules/limits';
import { UploadStore } from './media/uploads';
import { RequestLog, type RecordedRequest } from './http/record';
import { listen } from './http/server';
import { loadSpec, specSource } from './spec/load';
import { judgeOf, type Spec } from './spec/spec';
import { loadState, saveState } from './state';
import { FilteredStream } from './stream/stream';
import { Wallet } from './rules/wallet';
import { seedDemo } from './world/seed';
import { World } from './world/world';

export type { RecordedRequest } from './http/record';
export type { FaultKind, FaultRule, FaultSettings } from './rules/faults';
export { CATALOGUE, ODDITIES, type OddityName } from './oddities/catalogue';
export type { Oddities } from './oddities/switches';
export type { World } from './world/world';
export type { WorldMedia, WorldPost, WorldUser } from './world/types';

export interface LocalXOptions {
	/** 0 for any free port. */
	port?: number;
	seed?: 'demo' | 'empty';
	/** Stores the state in this JSON file, which is loaded on start if it exists. */
	stateFile?: string;
	tls?: boolean;
	accessTokenSeconds?: number;
	rateLimits?: boolean;
	/** Path or URL of X's specification, against which requests are also checked; false for none. */
	spec?: string | false;
	endpoints?: readonly Endpoint[];
	balanceUsd?: number;
}

export interface LocalX {
	url: string;
	/** PEM of its certificate, with `tls`. */
	certificate?: string;
	world: World;
	requests: RecordedRequest[];
	violations(): string[];
	faults: Faults;
	/** The ways in which it deviates from X's documentation. */
	oddities: Oddities;
	wallet: Wallet;
	apps: DemoApps;
	/** Webhooks, subscriptions and what was delivered to them. */
	activity: Activity;
	/** Simulates an event on X: delivers it to every subscribed webhook, `times` times. */
	deliver(happening: Happening, times?: number): Promise<Delivery[]>;
	stream: FilteredStream;
	/** Keys, conversations and files of X Chat, which it cannot read. */
	chat: Chat;
	/** The specification that requests are checked against; undefined if none is available. */
	spec?: Spec;
	userToken(handle: string, scopes: readonly string[], app?: keyof DemoApps): string;
	appToken(app?: keyof DemoApps): string;
	/** Resets everything: seed, faults, tokens, limits, credits, recorded requests. */
	reset(): void;
	close(): Promise<void>;
}

const TWO_HOURS = 7200;
const BALANCE_USD = 1000;
const SAVE_AFTER_MS = 300;

/** @throws when one is named and cannot be read */
async function specFor(wanted: LocalXOptions['spec']): ReturnType<typeof loadSpec> {
	if (wanted === false) return undefined;
	const spec = await loadSpec(wanted);
	const named = wanted || specSource();
	if (named && !spec) throw new Error(`X's specification could not be read from ${named}`);
	return spec;
}

/** Starts a local X on 127.0.0.1. */
export async function startLocalX(options: LocalXOptions = {}): Promise<LocalX> {
	const spec = await specFor(options.spec);
	const clock = new Clock();
	const world = new World(clock);
	const faults = new Faults(clock);
	const oddities = new Oddities(clock);
	const apps = demoApps();
	const endpoints = new Map((options.endpoints ?? documented()).map((one) => [one.endpoint as string, one]));
	const judge = spec && judgeOf(spec);
	const balanceUsd = options.balanceUsd ?? BALANCE_USD;
	let saving: NodeJS.Timeout | undefined;

	const ctx: Context = {
		clock,
		world,
		faults,
		oddities,
		apps,
		endpoints,
		appList: [apps.web, apps.native],
		tokens: new Tokens(clock, options.accessTokenSeconds ?? TWO_HOURS),
		limits: new Limits(clock, endpoints),
		enforceLimits: options.rateLimits ?? true,
		wallet: new Wallet(clock, balanceUsd),
		log: new RequestLog(clock),
		uploads: new UploadStore(world, clock, faults),
		activity: new Activity(clock, world.ids),
		stream: new FilteredStream(clock, world.ids),
		chat: new Chat(clock, world.ids),
		spec: judge,
		// X's own statement on credentials if available, otherwise that of our schema.
		access: (endpoint) => judge?.access(endpoint) ?? endpoints.get(endpoint)?.access,
		folder: await mkdtemp(join(tmpdir(), 'local-x-')),
		url: '',
		changed: () => {
			if (options.stateFile && !saving) saving = setTimeout(save, SAVE_AFTER_MS);
		},
	};
	const save = () => {
		clearTimeout(saving);
		saving = undefined;
		if (options.stateFile) saveState(ctx, options.stateFile);
	};
	world.onPost = (post) => {
		ctx.stream.offer(post);
		ctx.activity.published(post);
	};
	const populate = () => {
		if (options.seed !== 'empty') seedDemo(world);
	};
	const reset = () => {
		for (const part of [world, ctx.tokens, ctx.limits, ctx.wallet, ctx.log, ctx.activity, ctx.stream, ctx.chat])
			part.clear();
		void ctx.uploads.abandon();
		Object.assign(apps.web, demoApps().web);
		Object.assign(apps.native, demoApps().native);
		ctx.wallet.balanceUsd = balanceUsd;
		faults.reset();
		oddities.reset();
		populate();
		ctx.changed();
	};

	const tls = options.tls ?? false;
	const listener = await listen(
		createApp(ctx, reset),
		options.port ?? 0,
		tls,
		() => faults.current.connectLatencyMs,
	).catch(async (error: unknown) => {
		await rm(ctx.folder, { recursive: true, force: true });
		throw error;
	});
	ctx.url = `${tls ? 'https' : 'http'}://127.0.0.1:${listener.port}`;
	if (!options.stateFile || !loadState(ctx, options.stateFile)) populate();

	return {
		url: ctx.url,
		certificate: listener.certificate,
		world,
		faults,
		oddities,
		apps,
		reset,
		requests: ctx.log.entries,
		wallet: ctx.wallet,
		activity: ctx.activity,
		stream: ctx.stream,
		chat: ctx.chat,
		deliver: async (happening, times) => await ctx.activity.happen(happening, times),
		spec: judge,
		violations: () => ctx.log.entries.flatMap((entry) => entry.violations),
		userToken: (handle, scopes, app = 'web') =>
			ctx.tokens.forUser(apps[app], world.needUser(handle).id, [...scopes]).token,
		appToken: (app = 'web') => ctx.tokens.forApp(apps[app]).token,
		close: async () => {
			await listener.close();
			save();
			await rm(ctx.folder, { recursive: true, force: true });
		},
	};
}
