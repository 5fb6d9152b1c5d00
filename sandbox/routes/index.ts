import type { Routes } from '../context';
import { media } from './media';
import { posts } from './posts';
import { searches } from './search';
import { timelines } from './timelines';
import { uploads } from './uploads';
import { users } from './users';

/** Every operation with a handler of its own; a new resource is one more file and one more line here. */
export const routes: Routes = { ...posts, ...searches, ...users, ...timelines, ...uploads, ...media };
