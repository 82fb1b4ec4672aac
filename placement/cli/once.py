"""Options that take one value are given once."""

from collections import Counter

import click


class Command(click.Command):
    """Refuses an option that is given twice: click takes the last one, and says nothing of the others."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Count the options before they are read."""
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        for option, count in Counter(given).items():
            if isinstance(option, click.Option) and not (option.multiple or option.is_flag) and count > 1:
                raise click.UsageError(f"{option.opts[-1]} is given {count} times: give it once.", ctx)
        return super().parse_args(ctx, args)
