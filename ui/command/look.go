package command

import (
	"tagboat/ui/config"
	"tagboat/ui/theme"
)

// judgeLook says which roles are no style, and which cannot be read where.
func judgeLook(c config.Config) []config.Remark {
	var remarks []config.Remark
	for role, words := range c.Roles {
		if err := theme.CheckStyle(words); err != nil {
			remarks = append(remarks, config.Remark{Setting: "roles." + role, Words: err.Error()})
		}
	}
	for _, f := range theme.Check(c.Theme, c.Roles) {
		remarks = append(remarks, config.Remark{
			Setting: "roles." + f.Role, Words: f.Words, Note: true,
		})
	}
	return remarks
}
