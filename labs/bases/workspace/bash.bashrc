# For every interactive bash. A learner's own ~/.bashrc comes after it and may change all of this.
[[ $- == *i* ]] || return 0

shopt -s checkwinsize histappend
HISTCONTROL=ignoredups
HISTSIZE=5000
PS1='\[\e[1;32m\]\u@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '
alias ls='ls --color=auto'
alias ll='ls -l'
alias grep='grep --color=auto'
alias vim='vim.tiny'

if [[ -r /usr/share/bash-completion/bash_completion ]]; then
	source /usr/share/bash-completion/bash_completion
fi
source /etc/stagecraft/marks.bash

if [[ ${STAGECRAFT_GREETING-} == yes ]]; then
	cat /etc/stagecraft/greeting
fi
unset STAGECRAFT_GREETING
