// Loaded into a program with `node --require`: writes every host that it looks up or connects to into the file WATCHED_HOSTS, and lets nothing leave this computer.
const { appendFileSync } = require('node:fs');
const dns = require('node:dns');
const net = require('node:net');

const HERE = /^(localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0)$/;

function note(host) {
	if (!host || HERE.test(host)) return false;
	appendFileSync(process.env.WATCHED_HOSTS, `${host}\n`);
	return true;
}
const refused = (host) =>
	Object.assign(new Error(`No way to ${host} from here`), { code: 'ENOTFOUND', hostname: host });

const { lookup } = dns;
dns.lookup = (host, ...rest) => (note(host) ? process.nextTick(rest.at(-1), refused(host)) : lookup(host, ...rest));
dns.promises.lookup = (
	(own) =>
	async (host, ...rest) => {
		if (note(host)) throw refused(host);
		return await own.call(dns.promises, host, ...rest);
	}
)(dns.promises.lookup);

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
	const [options] = Array.isArray(given[0]) ? given[0] : given;
	const host = typeof options === 'object' ? options.host : given[1];
	if (!note(typeof host === 'string' ? host : undefined)) return connect.apply(this, given);
	process.nextTick(() => this.destroy(refused(host)));
	return this;
};
