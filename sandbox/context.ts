import type { Response } from 'express';
import type { Endpoint } from '../connector/types';
import type { Activity } from './activity/activity';
import type { Chat } from './chat/chat';
import type { App, DemoApps } from './auth/apps';
import type { Access, Caller } from './auth/caller';
import type { Tokens } from './auth/tokens';
import type { Received } from './http/body';
import type { Clock } from './clock';
import type { Faults } from './rules/faults';
import type { Oddities } from './oddities/switches';
import type { Limits } from './rules/limits';
import type { UploadStore } from './media/uploads';
import type { RequestLog } from './http/record';
import type { Spec } from './spec/spec';
import type { FilteredStream } from './stream/stream';
import type { Wallet } from './rules/wallet';
import type { World } from './world/world';
import type { Price } from '../api/money/prices';

/** The parts of a running local X. */
export interface Context {
	clock: Clock;
	world: World;
	faults: Faults;
	/** The ways in which it deviates from X's documentation. */
	oddities: Oddities;
	apps: DemoApps;
	appList: App[];
	tokens: Tokens;
	limits: Limits;
	enforceLimits: boolean;
	wallet: Wallet;
	log: RequestLog;
	uploads: UploadStore;
	activity: Activity;
	stream: FilteredStream;
	chat: Chat;
	/** Absent if no specification is available. */
	spec?: Spec;
	endpoints: Map<string, Endpoint>;
	access(endpoint: string): Access | undefined;
	/** Where uploaded parts are stored. */
	folder: string;
	/** Its own address. */
	url: string;
	/** Called after every change, so that the state can be saved. */
	changed(): void;
}

/** One request to an endpoint, checked and ready to be answered. */
export interface Call {
	endpoint: string;
	params: Record<string, string>;
	query: Record<string, string>;
	received: Received;
	caller: Caller;
	ctx: Context;
}

export interface Answer {
	status?: number;
	body: unknown;
	/** The price line, if it depends on the content. */
	price?: Price;
	/**
	 * Generated from the row, as there is no stored state to answer from; checked against X's specification if
	 * available.
	 */
	made?: true;
	/** Keeps the response open instead of sending `body`. */
	stream?(res: Response): void;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;
export type Routes = Record<string, Handler>;
