/** Made by `build/lazy-address.ts`. */
declare module '*?address' {
	const address: string;
	export default address;
}
