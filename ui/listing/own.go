package listing

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagboat/ui/own"
	"tagboat/ui/screen"
)

// ownActions are a person's own commands, as actions of this collection.
func ownActions[T any](env screen.Env, config Config[T]) (actions []Action[T]) {
	if config.Row == nil {
		return nil
	}
	for _, command := range own.Commands(*env.Config, config.Name, *env.Keys) {
		binding := command.Key
		binding.SetEnabled(len(binding.Keys()) > 0 && env.NoRun() == "")
		run := func(chosen []T) tea.Cmd { return runOwn(env, command, config.Row, chosen) }
		actions = append(actions, Action[T]{
			Key: &binding, Do: run, Offers: func(chosen []T) []screen.Offer {
				return []screen.Offer{{
					Name: command.Name, Kind: "command", Keys: command.Key.Help().Key,
					Do: func() tea.Cmd { return run(chosen) },
				}}
			},
		})
	}
	return actions
}

func runOwn[T any](
	env screen.Env, command own.Command, row func(T) own.Row, chosen []T,
) tea.Cmd {
	rows := make([]own.Row, len(chosen))
	for i := range chosen {
		rows[i] = row(chosen[i])
	}
	return env.Run(command, rows)
}

// bindings are the keys of actions, as far as there is a row for them, or they need none.
func (l *List[T]) bindings(actions []Action[T]) []key.Binding {
	bindings := make([]key.Binding, len(actions))
	for i, action := range actions {
		bindings[i] = *action.Key
		if action.Does != "" {
			bindings[i].SetHelp(bindings[i].Help().Key, action.Does)
		}
		can := action.Can == nil || action.Can()
		bindings[i].SetEnabled(action.Key.Enabled() && can && l.hasSubject(action))
	}
	return bindings
}
