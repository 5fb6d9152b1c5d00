import type { Routes } from '../context';
import { activity } from './push/activity';
import { bookmarks } from './posts/bookmarks';
import { chatConversations } from './chat/conversations';
import { chatFiles } from './chat/files';
import { chatKeys } from './chat/keys';
import { chatMessages } from './chat/messages';
import { directMessages } from './people/direct-messages';
import { engagement } from './posts/engagement';
import { likes } from './posts/likes';
import { lists } from './people/lists';
import { media } from './media/media';
import { posts } from './posts/posts';
import { relations } from './people/relations';
import { searches } from './posts/search';
import { spaces } from './people/spaces';
import { streams } from './push/stream';
import { timelines } from './posts/timelines';
import { topics } from './posts/topics';
import { uploads } from './media/uploads';
import { users } from './people/users';
import { webhooks } from './push/webhooks';

/** Every operation with its own handler; a new resource adds one file and one line here. */
export const routes: Routes = {
	...posts,
	...searches,
	...users,
	...timelines,
	...topics,
	...uploads,
	...media,
	...relations,
	...bookmarks,
	...engagement,
	...likes,
	...lists,
	...directMessages,
	...chatKeys,
	...chatConversations,
	...chatMessages,
	...chatFiles,
	...spaces,
	...webhooks,
	...activity,
	...streams,
};
