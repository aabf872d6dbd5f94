# Marks around each prompt and each command (OSC 133: A prompt, B its end, C the command runs, D;N it ended with N), so that
# the page knows when a command ended and how. https://gitlab.freedesktop.org/Per_Bothner/specifications/-/blob/master/proposals/semantic-prompts.md
#
# They are put back before every prompt: a learner may set PS1, PS0 and PROMPT_COMMAND as they like.
#
# They carry the id of this shell (`aid`): a shell inside this one makes up its own, since the name is not passed on to it.
# A shell that takes the place of this one (`exec bash`) has the same process id.

[[ ${__stagecraft_aid-} == "aid=$$-"* ]] || __stagecraft_aid=aid=$$-$SRANDOM
__stagecraft_ran=0
# Expanded when a command line has been read. The empty substring notes in this shell that a command runs.
__stagecraft_start=$'\e]133;C;'$__stagecraft_aid$'\a${PS1:0:$((__stagecraft_ran = 1, 0))}'
__stagecraft_end_of_prompt=$'\\[\e]133;B;'$__stagecraft_aid$'\a\\]'

# The first of the prompt commands, so that no other one has changed the status yet.
__stagecraft_prompt_starts() {
	local status=$?
	if ((__stagecraft_ran)); then
		printf '\e]133;D;%d;%s\a' "$status" "$__stagecraft_aid"
		__stagecraft_ran=0
	fi
	return "$status"
}

# The last of them, so that what the others made of PS1 and PS0 is what gets the marks.
__stagecraft_prompt_ends() {
	local status=$?
	[[ $PS0 == *"$__stagecraft_start"* ]] || PS0=${PS0-}$__stagecraft_start
	[[ $PS1 == *"$__stagecraft_end_of_prompt"* ]] || PS1=${PS1-}$__stagecraft_end_of_prompt
	printf '\e]133;A;%s\a' "$__stagecraft_aid"
	return "$status"
}

# Far apart in the array: PROMPT_COMMAND='…' replaces its first element and leaves these.
PROMPT_COMMAND=([0]="${PROMPT_COMMAND-}" [1]=__stagecraft_prompt_starts [99]=__stagecraft_prompt_ends)
