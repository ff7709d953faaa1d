package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tagboat/hub/clean"
	"tagboat/ui/command/sheet"
)

func schemaCommand(m Machine) *cobra.Command {
	var columns string
	c := &cobra.Command{
		Use:   "schema [NAME]",
		Short: "Print the JSON schema of what a command prints",
		Long: "Prints the JSON schema (draft 2020-12) of each row that a command prints with --format json or jsonl; without a\n" +
			"NAME, which schemas there are. Of commands whose columns can be chosen it has all columns, and requires those that\n" +
			"are printed unless others are asked for; with --columns it is that of the rows with these columns.\n\n" +
			sheet.Promise + " Texts of which the schema lists every word gain no other within a version 0.x or 1.x; where\n" +
			"any text may stand, words of the Hub's may come that nobody has seen yet. What is unknown is null, or empty where\n" +
			"the schema takes no null.",
		Example: "  tagboat schema                              which schemas there are\n" +
			"  tagboat schema images > images.schema.json\n" +
			"  tagboat schema tags --columns reference,size",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage{errors.New("schema takes one name, or none to list them")}
			}
			return nil
		},
		ValidArgsFunction: schemaNames,
		Annotations:       map[string]string{noSettings: "yes"},
	}
	c.Flags().StringVar(&columns, "columns", "", "`NAMES` of the columns, with commas")
	c.RunE = func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) > 0:
			return printSchema(m, args[0], columns)
		case columns != "":
			return usage{errors.New("--columns are those of one schema: name it")}
		}
		return printed(m, schemas())
	}
	return c
}

// schemas are the names of all of them, each with what it is of.
func schemas() (list []byte) {
	for _, one := range sheet.Contracts {
		list = fmt.Appendf(list, "%-13s %s\n", one.Name, one.Words)
	}
	return list
}

func schemaNames(
	_ *cobra.Command, args []string, typed string,
) (names []string, _ cobra.ShellCompDirective) {
	for _, one := range sheet.Contracts {
		if len(args) == 0 && strings.HasPrefix(one.Name, typed) {
			names = append(names, one.Name+"\t"+one.Words)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func printSchema(m Machine, name, columns string) error {
	at := slices.IndexFunc(sheet.Contracts, func(one sheet.Contract) bool {
		return one.Name == name
	})
	if at < 0 {
		return usage{fmt.Errorf("there is no schema %q; tagboat schema lists them", clean.Line(name))}
	}
	schema, err := sheet.Contracts[at].Schema(columns)
	if err != nil {
		return ended(err)
	}
	text, err := schema.Text()
	if err != nil {
		return exit{code: codeFailed, err: err}
	}
	return printed(m, text)
}
