/** What the page does with text: no browser is needed for it, so it can be tested without one. */

export interface Place {
	readonly lat: number;
	readonly lon: number;
}

export interface Nearest {
	readonly city: string;
	readonly country: string;
	readonly km: number;
}

/** Reads `45.7, 4.8`: degrees north, then degrees east. Undefined for anything else. */
export function readPlace(text: string): Place | undefined {
	const [, lat, lon] = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text) ?? [];
	if (lat === undefined || lon === undefined) return undefined;
	const place = { lat: Number(lat), lon: Number(lon) };
	return Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180 ? place : undefined;
}

export function sentence({ city, country, km }: Nearest): string {
	return km === 0 ? `You are in ${city}, ${country}.` : `${city}, ${country}, is ${km} km away.`;
}
