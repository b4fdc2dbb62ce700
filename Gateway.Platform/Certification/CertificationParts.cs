using Gateway.Actors.Trials;
using Gateway.Platform.Commands;
using Gateway.Storage.Certification;
using Gateway.Storage.Devices;

namespace Gateway.Platform.Certification;

/// <summary>What a run needs of its node.</summary>
internal sealed record CertificationParts(
    TrialBoard Trials, CertificationStore Store, DeviceStore Devices, CommandQueueing Queueing, CommandReader Commands, TimeProvider Time, ILogger<CertificationRun> Log);
