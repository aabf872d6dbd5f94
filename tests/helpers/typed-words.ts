/** Words for people that are typed into the source of a page, a component or an island. */
import ts from 'typescript';

/** Attributes that a person reads or hears. */
const spoken =
	/^(aria-(label|description|valuetext|roledescription|placeholder)|title|alt|placeholder|label|summary|caption|description|message|hint|question|confirm|decline)$/;
/** Attributes whose values are for the browser. */
const unspoken =
	/^(class|class:list|className|style|rel|sandbox|d|transform|viewBox|content|media|sizes|id|role|type)$/;
/** Calls whose texts are selectors, or for developers. */
const forMachines =
	/^(querySelector|querySelectorAll|closest|matches|matchMedia|glob|getCollection|describe|replace|Error|info|warn|error)$/;
/** The same in all languages, or read by the browser alone. */
const exempt = new Set([
	'Stagecraft',
	'· Stagecraft',
	'COPY',
	'hadolint',
	'docker build --check:',
	'localhost:',
	'npx stagecraft grade',
	'button quiet small',
	'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads',
]);
/** Elements whose text is typed as it stands. */
const literal = new Set(['code', 'kbd', 'pre']);

const hasWord = (text: string) => /\p{L}{2,}/u.test(text) && !exempt.has(text.trim());
const isSentence = (text: string) => /\p{L}{2,}[,.:;]? \p{L}{2,}/u.test(text) && !exempt.has(text.trim());

/** The texts in order. `file`: its name tells the language. Throws when it cannot be read as a program. */
export function typedWords(file: string, text: string): readonly string[] {
	const source = parse(file.endsWith('.astro') ? asTsx(text) : text, !file.endsWith('.ts'));
	const found: string[] = [];
	visit(source, found);
	return found;
}

/** An Astro file as a program: its frontmatter, then its template as one expression. */
function asTsx(text: string): string {
	const [, script = '', template = ''] = /^---\n([\s\S]*?)\n?---\n([\s\S]*)$/.exec(text) ?? [undefined, '', text];
	const body = template
		.replace(/<!doctype html>/i, '')
		.replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '')
		.replace(/<!--[\s\S]*?-->/g, '')
		// Shorthand attributes are Astro's own.
		.replace(/(\s)\{(\w+)\}(?=[\s/>])/g, '$1{...$2}');
	return `${script}\nconst page = <>${body}</>;`;
}

function parse(text: string, jsx: boolean): ts.SourceFile {
	const kind = jsx ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
	const source = ts.createSourceFile('page.tsx', text, ts.ScriptTarget.Latest, true, kind);
	const {
		parseDiagnostics: [slip],
	} = source as unknown as { readonly parseDiagnostics: readonly ts.Diagnostic[] };
	if (slip !== undefined) throw new Error(ts.flattenDiagnosticMessageText(slip.messageText, '\n'));
	return source;
}

function visit(node: ts.Node, found: string[]): void {
	if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isExportDeclaration(node)) return;
	if (isForMachines(node)) return;
	if (ts.isJsxText(node)) {
		if (hasWord(node.text)) found.push(node.text.trim().replace(/\s+/g, ' '));
	} else if (ts.isJsxAttribute(node)) visitAttribute(node, found);
	else if (isText(node)) {
		if (stands(node) ? hasWord(node.text) : isSentence(node.text)) found.push(node.text.trim());
	} else ts.forEachChild(node, (child) => visit(child, found));
}

function visitAttribute(node: ts.JsxAttribute, found: string[]): void {
	const name = node.name.getText();
	const { initializer } = node;
	if (unspoken.test(name) || name.startsWith('data-') || initializer === undefined) return;
	if (!ts.isStringLiteral(initializer)) visit(initializer, found);
	else if (spoken.test(name) && hasWord(initializer.text)) found.push(initializer.text);
}

function isForMachines(node: ts.Node): boolean {
	if (ts.isJsxElement(node)) return literal.has(node.openingElement.tagName.getText());
	if (ts.isThrowStatement(node)) return true;
	if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false;
	const { expression } = node;
	const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
	return forMachines.test(name) && !ts.isJsxExpression(node.parent);
}

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail;

function isText(node: ts.Node): node is Text {
	return (
		ts.isStringLiteral(node) ||
		ts.isNoSubstitutionTemplateLiteral(node) ||
		ts.isTemplateHead(node) ||
		ts.isTemplateMiddle(node) ||
		ts.isTemplateTail(node)
	);
}

/** Whether a text becomes a child of an element: through conditions and templates, but not as what is compared. */
function stands(node: ts.Node): boolean {
	const { parent } = node;
	if (ts.isJsxExpression(parent)) return !ts.isJsxAttribute(parent.parent) || spoken.test(parent.parent.name.getText());
	if (ts.isConditionalExpression(parent)) return parent.condition !== node && stands(parent);
	if (ts.isBinaryExpression(parent)) {
		const joins = [
			ts.SyntaxKind.AmpersandAmpersandToken,
			ts.SyntaxKind.BarBarToken,
			ts.SyntaxKind.QuestionQuestionToken,
		];
		return joins.includes(parent.operatorToken.kind) && parent.right === node && stands(parent);
	}
	return (
		(ts.isTemplateSpan(parent) || ts.isTemplateExpression(parent) || ts.isParenthesizedExpression(parent)) &&
		stands(parent)
	);
}
