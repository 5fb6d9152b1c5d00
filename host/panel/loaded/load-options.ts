/** The lists that the action nodes' panels load besides "From List". */
import { loadAccount } from './account-line';
import { loadQuery } from './whole-query';

export const loadOptions = { ...loadAccount, ...loadQuery };
