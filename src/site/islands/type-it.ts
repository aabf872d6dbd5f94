/** Judges a typed answer by the pattern that it has to fit. */
class TypeIt extends HTMLElement {
	connectedCallback(): void {
		this.addEventListener('submit', (event) => {
			event.preventDefault();
			this.#judge();
		});
	}

	#judge(): void {
		const input = this.querySelector('input');
		const verdict = this.querySelector<HTMLElement>('.verdict');
		const details = this.querySelector('details');
		if (input === null || verdict === null || details === null) return;
		const { accepts = '', hint = '', right: praise = '', wrong = '' } = this.dataset;
		const right = isRight(input.value, accepts);
		verdict.dataset['right'] = right ? 'yes' : 'no';
		verdict.textContent = right ? praise : `${wrong} ${hint}`;
		if (!right) return;
		details.open = true;
		this.dataset['done'] = '';
		this.dispatchEvent(new Event('answered-right', { bubbles: true }));
	}
}

/** Spaces around the answer and doubled ones do not count. */
function isRight(answer: string, pattern: string): boolean {
	return new RegExp(`^(?:${pattern})$`).test(answer.trim().replace(/\s+/g, ' '));
}

customElements.define('type-it', TypeIt);
