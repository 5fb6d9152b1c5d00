import type { Routes } from '../context';
import { activity } from './activity';
import { bookmarks } from './bookmarks';
import { directMessages } from './direct-messages';
import { lists } from './lists';
import { media } from './media';
import { posts } from './posts';
import { relations } from './relations';
import { searches } from './search';
import { spaces } from './spaces';
import { streams } from './stream';
import { timelines } from './timelines';
import { uploads } from './uploads';
import { users } from './users';
import { webhooks } from './webhooks';

/** Every operation with a handler of its own; a new resource is one more file and one more line here. */
export const routes: Routes = {
	...posts,
	...searches,
	...users,
	...timelines,
	...uploads,
	...media,
	...relations,
	...bookmarks,
	...lists,
	...directMessages,
	...spaces,
	...webhooks,
	...activity,
	...streams,
};
