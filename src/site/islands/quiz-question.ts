/** Judges the choice of a question and opens the explanation when it is right. */
class QuizQuestion extends HTMLElement {
	connectedCallback(): void {
		this.addEventListener('change', (event) => {
			if (event.target instanceof HTMLInputElement) this.#judge(event.target.value);
		});
	}

	#judge(choice: string): void {
		const verdict = this.querySelector<HTMLElement>('.verdict');
		const details = this.querySelector('details');
		if (verdict === null || details === null) return;
		const right = choice === this.dataset['answer'];
		verdict.dataset['right'] = right ? 'yes' : 'no';
		verdict.textContent = right ? '✓ Right.' : '✗ Not this one. Choose another, or open the answer.';
		if (right) details.open = true;
	}
}

customElements.define('quiz-question', QuizQuestion);
