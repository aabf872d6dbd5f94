/** Questions to the service, drawn anew for each run from the table that the learner has, so that no answer can be written down. */
import { readFileSync } from 'node:fs';
import type { DrawQuestions } from '#lab/probe-schema.ts';

type Random = () => number;

interface City {
	readonly name: string;
	readonly country: string;
	readonly lat: number;
	readonly lon: number;
}

/** Mean radius of the Earth in kilometres, the same as in the program. */
const earthKilometres = 6371.0088;

/** A question is drawn again when another answer is nearly as right: floats must not decide. */
const clearKilometres = 1;
const nearlyHalf = 0.01;

const noDegrees = ['north', '', '91', '-90.5', '1e3', 'NaN', '0,5', '12%C2%B0'];

export const drawQuestions: DrawQuestions = (random) => {
	// Read when it is needed: where pages are built, this file stands in another place than its table.
	const cities = readTable(readFileSync(new URL('starter/data/cities.csv', import.meta.url), 'utf8'));
	const near = (what: string, west = -180, east = 180) =>
		nearest(`finds the city next to a place ${what}`, cities, random, [west, east]);
	return [
		{ name: 'shows the page', path: '/', status: 200 },
		{ name: 'gives the script of the page', path: '/page.js', status: 200 },
		{ name: 'is healthy', path: '/healthz', status: 200, fields: { status: 'ok' } },
		near('on Earth'),
		near('in the west', -120, -30),
		near('in the east', 30, 120),
		near('just west of the date line', 175, 180),
		near('just east of the date line', -180, -175),
		...twoCountries(cities, random).map((country) => inCountry(cities, country)),
		refused('knows no other country', `/api/cities?country=Nowhere${whole(random, 100, 999)}`, 404),
		refused('takes no other words for degrees', `/api/nearest?lat=${pick(random, noDegrees)}&lon=12`, 400),
		refused('refuses half a place', `/api/nearest?lat=${whole(random, -90, 90)}`, 400),
		{ name: 'has nothing at other addresses', path: `/missing-${whole(random, 100, 999)}.js`, status: 404 },
	];
};

function refused(name: string, path: string, status: number) {
	return { name, path, status, texts: ['error'] };
}

function nearest(name: string, cities: readonly City[], random: Random, [west, east]: readonly [number, number]) {
	for (;;) {
		const lat = whole(random, -8000, 8000) / 100;
		const lon = whole(random, west * 100, east * 100) / 100;
		const [first, second] = cities
			.map((city) => ({ city, far: kilometres(lat, lon, city) }))
			.sort((a, b) => a.far - b.far);
		if (first === undefined || second === undefined) throw new Error('The table has less than two cities.');
		const isHalf = Math.abs((first.far % 1) - 0.5) < nearlyHalf;
		if (isHalf || second.far - first.far < clearKilometres) continue;
		const fields = { city: first.city.name, country: first.city.country, km: Math.round(first.far) };
		return { name, path: `/api/nearest?lat=${lat}&lon=${lon}`, status: 200, fields };
	}
}

function inCountry(cities: readonly City[], country: string) {
	const names = cities.filter((city) => city.country === country).map((city) => city.name);
	const path = `/api/cities?country=${encodeURIComponent(country)}`;
	return { name: `lists the cities of ${country}`, path, status: 200, fields: { country, cities: names } };
}

function twoCountries(cities: readonly City[], random: Random): readonly string[] {
	const left = [...new Set(cities.map(({ country }) => country))];
	return [1, 2].flatMap(() => left.splice(whole(random, 0, left.length - 1), 1));
}

/** The haversine formula. */
function kilometres(lat: number, lon: number, city: City): number {
	const radian = Math.PI / 180;
	const dLat = ((city.lat - lat) * radian) / 2;
	const dLon = ((city.lon - lon) * radian) / 2;
	const h = Math.sin(dLat) ** 2 + Math.cos(lat * radian) * Math.cos(city.lat * radian) * Math.sin(dLon) ** 2;
	return 2 * earthKilometres * Math.asin(Math.sqrt(Math.min(1, h)));
}

/** In the order in which the service has them: by name, letter by letter. */
function readTable(text: string): readonly City[] {
	const [, ...rows] = text.trim().split('\n');
	return rows
		.map((row) => {
			const [name = '', country = '', lat, lon] = row.split(',');
			return { name, country, lat: Number(lat), lon: Number(lon) };
		})
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A whole number from `least` to `most`, both included. */
function whole(random: Random, least: number, most: number): number {
	return least + Math.floor(random() * (most - least + 1));
}

function pick(random: Random, items: readonly string[]): string {
	return items[whole(random, 0, items.length - 1)] ?? '';
}
