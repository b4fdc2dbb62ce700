using Gateway.Tests.WebConsole.Browser.City;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole.Browser.Access;

/// <summary>All pages of the console and what they can look like.</summary>
internal static class ConsoleStates
{
    private static readonly string Site = CityPlan.Refusing.Code;
    private static readonly string Gate = CityPlan.Refusing.Sn(6);

    public static IReadOnlyList<ConsoleState> All { get; } =
    [
        new("sign-in", "/sign-in") { Role = null, IsOfTheGate = true },
        new("sign-in, refused", "/sign-in") { Role = null, Prepare = RefusedAsync, Fails = "401" },
        new("board", "/") { IsOfTheGate = true, Prepare = OpenAllAsync },
        new("board of a viewer", "/") { Role = "viewer" },
        new("search, found", "/search?q=G-0") { Prepare = OpenAllAsync },
        new("search, nothing", "/search?q=nothing-of-that-name"),
        new("sites", "/sites") { IsOfTheGate = true },
        new("sites, none", "/sites?q=nothing-of-that-name"),
        new("site, persons refused", $"/site/{Site}") { IsOfTheGate = true, Prepare = OpenAllAsync },
        new("site, persons refused, all of them", $"/site/{Site}?show=all"),
        new("site, cut off", $"/site/{CityPlan.CutOff.Code}") { Prepare = OpenAllAsync },
        new("site, all right", $"/site/{CityPlan.Sites[^1].Code}"),
        new("site of a viewer", $"/site/{Site}") { Role = "viewer", Prepare = OpenAllAsync },
        new("site, unknown", "/site/nothing"),
        new("import of a roster", $"/site/{Site}/import") { Prepare = OpenAllAsync },
        new("terminals", "/devices") { Prepare = OpenAllAsync },
        new("terminals, none", "/devices?q=nothing-of-that-name"),
        new("terminals, some chosen", "/devices") { Prepare = ChooseAsync },
        new("gate", $"/device/{Gate}") { IsOfTheGate = true, Prepare = OpenAllAsync },
        new("gate, offline", $"/device/{CityPlan.CutOff.Sn(1)}"),
        new("gate, clock wrong", $"/device/{CityPlan.WrongClock.Sn(CityPlan.WrongClock.Gates)}"),
        new("gate of a viewer", $"/device/{Gate}") { Role = "viewer", Prepare = OpenAllAsync },
        new("gate, unknown", "/device/nothing"),
        new("enrolment terminal", "/device/enr-001") { Prepare = OpenAllAsync },
        new("new terminal", "/devices/new") { Prepare = OpenAllAsync },
        new("terminal, to change", $"/device/{Gate}/edit") { Prepare = OpenAllAsync },
        new("import of terminals", "/devices/import") { Prepare = OpenAllAsync },
        new("imports", "/import"),
        new("workers", "/workers"),
        new("workers, found", $"/workers?q={CityPlan.Worker}"),
        new("worker", $"/worker/{CityPlan.Worker}") { IsOfTheGate = true, Prepare = OpenAllAsync },
        new("worker of a viewer", $"/worker/{CityPlan.Worker}") { Role = "viewer", Prepare = OpenAllAsync },
        new("jobs", "/jobs"),
        new("jobs, none", "/jobs?state=aborted"),
        new("new job", "/jobs/new") { IsOfTheGate = true, Prepare = OpenAllAsync },
        new("job", city => $"/job/{city.Job}") { IsOfTheGate = true, Prepare = OpenAllAsync },
        new("job of a viewer", city => $"/job/{city.Job}") { Role = "viewer" },
        new("job, unknown", "/job/nothing"),
        new("attendance", "/attendance") { IsOfTheGate = true, Prepare = OpenAllAsync },
        new("attendance, none", "/attendance?user_id=nothing"),
        new("registrations", "/registrations") { Prepare = OpenAllAsync },
        new("registrations of a viewer", "/registrations") { Role = "viewer" },
        new("alarms", "/alarms") { Prepare = OpenAllAsync },
        new("alarms, past", "/alarms?state=ended"),
        new("commands", "/commands") { Prepare = OpenAllAsync },
        new("quarantine", "/quarantine"),
        new("models", "/models") { Prepare = OpenAllAsync },
        new("cluster", "/cluster") { IsOfTheGate = true, Prepare = OpenAllAsync },
        new("cluster, a month", "/cluster?range=30d"),
        new("unknown terminals", "/unknown-terminals"),
        new("keys", "/keys") { Prepare = OpenAllAsync },
        new("audit", "/audit") { Prepare = OpenAllAsync },
        new("audit, none", "/audit?subject=nothing"),
        new("audit of a viewer", "/audit") { Role = "viewer", Fails = "403" },
        new("unknown address", "/nothing/here") { IsOfTheGate = true, Fails = "404" },
    ];

    /// <summary>Opens all that can be opened in place.</summary>
    public static Task OpenAllAsync(ConsoleWindow window) => window.Page.EvaluateAsync(
        "() => document.querySelectorAll('main details').forEach(details => { details.open = true; })");

    private static async Task RefusedAsync(ConsoleWindow window)
    {
        await window.Page.FillAsync("#key", "not a key at all");
        await window.Page.ClickAsync("button[type=submit]");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(ConsoleWindow window)
    {
        foreach (var box in (await window.Page.Locator("main tbody input[type=checkbox]").AllAsync()).Take(2)) await box.CheckAsync();
    }
}
