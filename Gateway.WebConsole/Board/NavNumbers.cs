namespace Gateway.WebConsole.Board;

/// <summary>The numbers beside the words of the navigation; nought shows none.</summary>
/// <param name="Sites">That need somebody.</param>
/// <param name="Jobs">That go on.</param>
/// <param name="Alarms">That are open.</param>
internal readonly record struct NavNumbers(long Sites, long Jobs, long Alarms);
