using Gateway.Codec.Crypto;
using Gateway.Host;
using Gateway.Host.Configuration;
using Gateway.Host.Listeners;
using Gateway.Host.Membership;
using Gateway.Host.Start;
using Gateway.Storage.Migrations;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.Connections;

if (args is ["--help" or "-h" or "help", ..])
{
    Console.WriteLine(Usage.Text);
    return ExitCode.Stopped;
}

if (args is ["--self-test"])
{
    DesSelfTest.Run();
    Console.WriteLine("DES known answers: right");
    return ExitCode.Stopped;
}

try
{
    DesSelfTest.Run();
    var configuration = SettingsLayers.Build(args, AppContext.BaseDirectory);
    var options = SettingsReader.Read(configuration);
    using var data = DataDirectory.Open(options.DataDirectory);
    Ports.Check(options);
    await using var room = new StartupWait(options, data, configuration);
    await using var app = GatewayHost.Build(options, data, configuration, services => services.AddHostedService(_ => room));
    if (!await room.PassedAsync(app.Services.GetRequiredService<Schema>(), app.Services.GetRequiredService<DatabaseOwner>())) return ExitCode.Stopped;
    await KeyRing.ProveAsync(app.Services);
    return await NodeRun.ToItsEndAsync(app, options, data);
}
catch (SettingsException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return ExitCode.WrongSetting;
}
catch (StorageUnusableException unusable)
{
    await Console.Error.WriteLineAsync($"Gateway:Storage: {unusable.Message}");
    return ExitCode.WrongSetting;
}
catch (PortInUseException inUse)
{
    await Console.Error.WriteLineAsync(inUse.Message);
    return ExitCode.PortInUse;
}
catch (IOException race) when (race.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"port in use: {race.Message}");
    return ExitCode.PortInUse;
}
#pragma warning disable CA1031 // The last line of defence: the exit code of the contract instead of a core dump.
catch (Exception fault)
#pragma warning restore CA1031
{
    await Console.Error.WriteLineAsync($"A fault of the gateway: {fault}");
    return ExitCode.Failed;
}
