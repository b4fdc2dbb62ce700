namespace Gateway.WebConsole.Verdicts;

/// <summary>What to do next about a site.</summary>
/// <param name="Code">Short and fixed: for tests.</param>
/// <param name="Address">The page where it is done, of this console.</param>
public sealed record SiteStep(string Code, string English, string Chinese, string Address);
