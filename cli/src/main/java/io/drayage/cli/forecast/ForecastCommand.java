package io.drayage.cli.forecast;

import picocli.CommandLine.Command;

/** Commands about forecasts. */
@Command(
    name = "forecast",
    description = "See how well the forecasts of moves held.",
    subcommands = {ReportCommand.class, ShowCommand.class})
public final class ForecastCommand {}
